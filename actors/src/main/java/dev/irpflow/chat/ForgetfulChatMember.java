package dev.irpflow.chat;

/** The same with a slip: it shows a message again when it comes again. */
public final class ForgetfulChatMember extends ChatMember {
    /** One that does not remember what it has seen. */
    public ForgetfulChatMember() {
        super(true);
    }
}
