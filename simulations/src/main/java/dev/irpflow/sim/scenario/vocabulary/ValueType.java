package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/** The type of a setting, of a workload's parameter, or of what a workload gives. */
public sealed interface ValueType {
    /** A type that is one scalar. */
    enum Simple implements ValueType {
        /** {@code 5 s}. */
        DURATION("a duration, like 50 ms"),
        /** {@code 10..80 ms}, or one duration. */
        DURATION_RANGE("a duration or a range of durations, like 10..80 ms"),
        COUNT("a whole number"),
        /** {@code 5 %}. */
        SHARE("a share, like 5 %"),
        /** {@code 64 KiB}. */
        SIZE("a size, like 64 KiB"),
        /** {@code 1 Gbit/s}. */
        RATE("a rate, like 1 Gbit/s"),
        TEXT("text"),
        /** {@code "Z:"}. */
        DRIVE_LETTER("a drive letter, like \"Z:\""),
        /** {@code text hello}, {@code file README.md} and so on. */
        BYTES("bytes, like text hello, hex 01 02, file PATH, zeros 4 KiB or random 1 MiB"),
        /** {@code files:445}, or {@code { ip: .., port: .. }}. */
        ADDRESS("an address, like files:445"),
        STATUS("a status, like STATUS_SUCCESS"),
        /** {@code true} or {@code false}, also {@code on} or {@code off}. */
        SWITCH("true or false"),
        /** {@code 1.0}. */
        VERSION("a version, like 1.0"),
        /** {@code 1.0..1.1}. */
        VERSION_RANGE("versions, like 1.0..1.1"),
        /** A machine of the scenario. */
        MACHINE("a machine of this scenario"),
        /** A driver of the scenario. */
        DRIVER("a driver of this scenario"),
        /** A routine by name. */
        ROUTINE("a routine");

        private final String description;

        Simple(String description) {
            this.description = description;
        }

        @Override
        public String description() {
            return description;
        }
    }

    /** One of a few words, or of a few constants. */
    record Choice(List<String> words) implements ValueType {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String description() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Any number of one type. */
    record ListOf(ValueType type) implements ValueType {
        @Override
        public String description() {
            return "a list, of which each is " + type.description();
        }
    }

    /** Names of the user's choice, each with the same settings. */
    record Named(List<SettingSpec> settings) implements ValueType {
        public Named {
            settings = List.copyOf(settings);
        }

        @Override
        public String description() {
            return "names, each with its settings";
        }
    }

    /** A few named settings. */
    record Structure(List<SettingSpec> settings) implements ValueType {
        public Structure {
            settings = List.copyOf(settings);
        }

        @Override
        public String description() {
            return "keys with values: "
                    + String.join(", ", settings.stream().map(SettingSpec::name).toList());
        }
    }

    /** What a message says is allowed, with its article. */
    String description();
}
