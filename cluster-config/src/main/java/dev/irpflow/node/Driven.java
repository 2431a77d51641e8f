package dev.irpflow.node;

/** What a {@link RealTimeStage} drives: all its methods run on the stage's serial executor. */
public interface Driven {
    /** Asked before each step: whether no further step is wanted. */
    boolean isOver();

    /** The last step was done; told once. */
    void over();

    /**
     * Nothing can happen any more unless something comes from outside; told again whenever that has
     * not changed after something came.
     */
    void wentQuiet();

    /** Code of ours threw. */
    void broke(Throwable error);
}
