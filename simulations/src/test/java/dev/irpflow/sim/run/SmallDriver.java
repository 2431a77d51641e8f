package dev.irpflow.sim.run;

/** The text of a scenario with one scripted driver, {@code mine}, and a step that reads from it. */
final class SmallDriver {
    /** A step that sends the driver a read request. */
    static final String READ =
            """
            steps:
              - run: send-irp
                with: { device: mine, major: IRP_MJ_READ }
            """;

    private SmallDriver() {}

    /** The machine and the driver, with these scripts. */
    static String driver(String scripts) {
        return """
        machines: { client: { processors: 2 } }
        drivers:
          mine:
            role: wdm-driver
            script:
        """
                + scripts.indent(6);
    }
}
