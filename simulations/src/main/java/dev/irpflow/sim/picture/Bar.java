package dev.irpflow.sim.picture;

/**
 * A stretch of rows in which a call is open on a lane, or an operation pends there.
 *
 * @param place whose lane
 * @param first the first row
 * @param last the last row
 * @param irql of the call; "" for an operation that pends
 */
record Bar(String place, int first, int last, String irql) {
    boolean isPending() {
        return irql.isEmpty();
    }
}
