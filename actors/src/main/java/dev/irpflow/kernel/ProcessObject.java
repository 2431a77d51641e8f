package dev.irpflow.kernel;

/** EPROCESS: the system, or the application. */
public final class ProcessObject extends WaitObject {
    ProcessObject() {
        super(Type.NOTIFICATION);
    }

    @Override
    protected String noun() {
        return "process";
    }
}
