package dev.irpflow.rdbss;

/** RDBSS_STATE of a mini-redirector. Page: wdk-ddi-src/content/mrx/nf-mrx-rxstartminirdr.md. */
enum MinirdrState {
    /** RDBSS_STARTABLE: registered; only its device itself can be opened. */
    STARTABLE,
    /** RDBSS_STARTED: MRxStart has succeeded. */
    STARTED,
    /** RDBSS_STOP_IN_PROGRESS: only cleanup and close get through. */
    STOP_IN_PROGRESS
}
