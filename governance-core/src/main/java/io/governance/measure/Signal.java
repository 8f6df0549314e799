package io.governance.measure;

/**
 * What is measured and judged. A signal knows its unit, and whether a lower value is the worse one.
 */
public enum Signal {
    /** Time from start to end of a call, in nanoseconds. */
    RESPONSE_TIME("response-time", Unit.NANOSECONDS, false),
    /** CPU time of the calling thread in a call, in nanoseconds. */
    CPU_TIME("cpu-time", Unit.NANOSECONDS, false),
    /** Bytes allocated by the calling thread in a call. */
    ALLOCATION("allocation", Unit.BYTES, false),
    /** Database queries of a call. */
    QUERIES("queries", Unit.COUNT, false),
    /** Bytes that a call sends to its caller. */
    PAYLOAD("payload", Unit.BYTES, false),
    /** Share of calls that ended in an error. */
    ERROR_RATE("error-rate", Unit.RATIO, false),
    /** Share of look-ups of frequently used data that a cache answered. */
    CACHE_HIT_RATE("cache-hit-rate", Unit.RATIO, true),
    /** Resident memory of the process, in bytes. */
    MEMORY("memory", Unit.BYTES, false),
    /** Processor use of the process as a share of what it may use. */
    CPU("cpu", Unit.RATIO, false),
    /** Connections of a pool in use, as a share; 1 with callers waiting means exhausted. */
    CONNECTION_POOL("connection-pool", Unit.RATIO, false);

    /** The unit of a signal's values. */
    public enum Unit {
        /** Nanoseconds. */
        NANOSECONDS,
        /** Bytes. */
        BYTES,
        /** A whole number. */
        COUNT,
        /** A share between 0 and 1. */
        RATIO
    }

    private final String key;
    private final Unit unit;
    private final boolean lowerIsWorse;

    Signal(String key, Unit unit, boolean lowerIsWorse) {
        this.key = key;
        this.unit = unit;
        this.lowerIsWorse = lowerIsWorse;
    }

    /** Returns the name used in settings, meters and reports, such as {@code response-time}. */
    public String key() {
        return key;
    }

    /** Returns the unit of this signal's values. */
    public Unit unit() {
        return unit;
    }

    /** Returns whether a lower value is the worse one. */
    public boolean isLowerWorse() {
        return lowerIsWorse;
    }
}
