package dev.irpflow.stage;

/** Several legal ways of doing one thing, none of which is a strand or an event of its own. */
public final class Ways implements Options {
    private long chain;
    private int count;
    private String what = "";

    /** The same view, now of this question. */
    public Options of(long causeChain, String question, int options) {
        this.chain = causeChain;
        this.what = question;
        this.count = options;
        return this;
    }

    @Override
    public Kind kind() {
        return Kind.WAYS;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long chain(int option) {
        return chain;
    }

    @Override
    public long step(int option) {
        return Site.join(chain, option);
    }

    @Override
    public long number(int option) {
        return option;
    }

    @Override
    public String question() {
        return what;
    }

    @Override
    public String describe(int option) {
        return what + ": " + option;
    }
}
