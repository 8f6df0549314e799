package io.governance.judge;

import io.governance.measure.Signal;
import java.util.Optional;

/** What an examination has to look at: the rows P1.1 to P1.7 of the protocol, and what belongs to each. */
public enum Area {
    /** Use of the processors. */
    CPU("P1.1", "CPU", "nothing reads this process's CPU time"),
    /** Growth without clean-up. */
    MEMORY_LEAKS("P1.2", "memory leaks", "no collection has told the live set yet"),
    /** What is asked of the database. */
    DATABASE(
            "P1.3",
            "database",
            "no data source is governed: build the pool by GovernedDataSource.pooled, of governance-db"),
    /** The same work done again inside one call. */
    RECOMPUTATION("P1.4", "needless recomputation", "no operation names its arguments"),
    /** Hit rate and expiry. */
    CACHING("P1.5", "caching", "no cache is governed: build it by GovernedCache.builder, of governance-cache"),
    /** How long callers wait, and how often in vain. */
    RESPONSE_TIME("P1.6", "response time", "no operation has been made: governance.operation(name)"),
    /** Memory and connections of this instance. */
    RESOURCES("P1.7", "resources", "nothing reads this process's memory, and no pool is governed");

    private final String number;
    private final String title;
    private final String whyNotExamined;

    Area(String number, String title, String whyNotExamined) {
        this.number = number;
        this.title = title;
        this.whyNotExamined = whyNotExamined;
    }

    /** Returns the row of the protocol, such as {@code P1.3}. */
    public String number() {
        return number;
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }

    /** Returns why nothing can be said when no examiner looks at this area. */
    public String whyNotExamined() {
        return whyNotExamined;
    }

    /** Returns the area that a signal belongs to. */
    public static Area of(Signal signal) {
        return switch (signal) {
            case CPU, CPU_TIME -> CPU;
            case QUERIES -> DATABASE;
            case CACHE_HIT_RATE -> CACHING;
            case RESPONSE_TIME, ERROR_RATE, ALLOCATION, PAYLOAD -> RESPONSE_TIME;
            case MEMORY, CONNECTION_POOL -> RESOURCES;
        };
    }

    /** Returns the area of a finding whose kind is the name of a signal. */
    static Optional<Area> ofKind(String kind) {
        for (Signal signal : Signal.values()) {
            if (signal.name().equals(kind)) {
                return Optional.of(of(signal));
            }
        }
        return Optional.empty();
    }
}
