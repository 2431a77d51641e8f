package dev.irpflow.kernel.bugcheck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one bug check.
 *
 * @param code the number on the blue screen
 * @param cause why it comes, in one or two sentences
 * @param parameters what the four parameters mean; "" for a reserved one
 * @param forms the causes that the first parameter names; empty if it names none
 * @param page the page that says so
 */
public record Explanation(
        int code, String cause, List<String> parameters, List<Form> forms, String page) {
    /** The form that this first parameter names, null for none. */
    public @Nullable Form form(long first) {
        for (Form form : forms) {
            if (form.first() == first) {
                return form;
            }
        }
        return null;
    }

    /** What a parameter means in a bug check with this first one; "" for a reserved one. */
    public String parameter(int index, long first) {
        Form form = form(first);
        if (form == null) {
            return parameters.get(index);
        }
        return index == 0 ? form.cause() : form.parameters().get(index - 1);
    }
}
