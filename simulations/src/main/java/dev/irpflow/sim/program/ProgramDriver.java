package dev.irpflow.sim.program;

import com.google.protobuf.Message;
import dev.irpflow.driver.CallbackCode.Answer;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Reply;
import dev.irpflow.driver.StatusRaised;
import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One life of a driver that is a program. To the machine it is a driver like any other. */
public final class ProgramDriver implements Driver {
    private static final int REMEMBERED = 64;

    private final String name;
    private final Conversation conversation;
    private final Consumer<ProgramException> failed;
    private @Nullable DriverContext context;
    private @Nullable ProgramCode code;
    private final Map<Call, String> places = new LinkedHashMap<>();
    private long calls;
    private String at = "";

    /**
     * A driver that is not loaded yet.
     *
     * @param name its name in the scenario
     * @param failed is told why the run cannot go on
     */
    ProgramDriver(String name, Conversation conversation, Consumer<ProgramException> failed) {
        this.name = name;
        this.conversation = conversation;
        this.failed = failed;
    }

    @Override
    public NtStatus driverEntry(DriverContext of) {
        context = of;
        code = new ProgramCode(of, this::serve);
        try {
            conversation.reset(of.now(), of.settings());
        } catch (ProgramException e) {
            failed.accept(e);
            return NtStatus.STATUS_UNSUCCESSFUL;
        }
        return serve(of.serving(), "DriverEntry", null).status();
    }

    @Override
    public void driverUnload() {
        serve(Objects.requireNonNull(context).serving(), "DriverUnload", null);
    }

    @Override
    public String lines() {
        return at;
    }

    /** The line of the program that it was at in a call, or in one around it; "" if none. */
    public String linesOf(@Nullable Call within) {
        for (Call call = within; call != null; call = call.outer()) {
            String place = places.get(call);
            if (place != null) {
                return place;
            }
        }
        return "";
    }

    private Answer serve(Call call, String routine, Message.@Nullable Builder out) {
        try {
            return new Answer(played(call, routine, out), null);
        } catch (ProgramException e) {
            failed.accept(e);
            boolean returns = call.contract().returns() == Returns.NTSTATUS;
            NtStatus any = returns ? NtStatus.STATUS_UNSUCCESSFUL : NtStatus.STATUS_SUCCESS;
            return new Answer(any, null); // of a run that is over
        }
    }

    private NtStatus played(Call call, String routine, Message.@Nullable Builder out) {
        DriverContext here = Objects.requireNonNull(context);
        ProgramCode given = Objects.requireNonNull(code);
        long number = ++calls;
        String line = Told.call(number, call, routine, here.now());
        while (true) {
            List<Told.Result> results = new ArrayList<>();
            for (Said said : conversation.ask(line, call.contract(), out, given)) {
                switch (said) {
                    case Said.Note note -> call.to().machine().log().note(note.text());
                    case Said.Call wanted -> results.add(called(wanted, call, routine));
                    case Said.Return end -> {
                        comesTo(end.at(), call, routine, "return");
                        handleNothing(results);
                        return end.status();
                    }
                }
            }
            line = Told.returned(number, call, results, here.now());
        }
    }

    private Told.Result called(Said.Call wanted, Call within, String routine) {
        comesTo(wanted.at(), within, routine, wanted.routine().name());
        Reply reply = Objects.requireNonNull(context).call(wanted.request());
        return new Told.Result(wanted, reply);
    }

    private void comesTo(String where, Call within, String routine, String what) {
        at = "%s.%s(%s)".formatted(name, routine, where.isEmpty() ? what : where);
        places.put(within, at);
        if (places.size() > REMEMBERED) {
            places.remove(places.keySet().iterator().next());
        }
    }

    // Calls that stand before `return`: of a status that one of them has raised nobody is told.
    private static void handleNothing(List<Told.Result> results) {
        for (Told.Result result : results) {
            NtStatus status = result.reply().status();
            if (result.call().routine().raises().contains(status.getNumber())) {
                throw new StatusRaised(status);
            }
        }
    }
}
