package dev.irpflow.sim.scenario.value;

/** A value that is written as one scalar. */
public sealed interface Plain extends Value
        permits Address,
                Bytes,
                Constant,
                Count,
                CountRange,
                Link,
                Place,
                Rate,
                Reference,
                Share,
                Size,
                Status,
                Switch,
                Text,
                TimeRange,
                TimeSpan,
                Version,
                VersionRange,
                Word {
    /** The one spelling of this value in a scenario. */
    String written();
}
