package io.governance.show;

import io.governance.judge.Finding;
import java.util.Locale;

/** The words that a balancer is told: a fixed few, so that nothing an application writes can reach its protocol. */
enum Reason {
    /** It said so itself, and only a restart helps. */
    BROKEN,
    /** It is not ready for the first request yet. */
    STARTING,
    /** Its connection pool is exhausted. */
    POOL,
    /** It uses more memory than the policy allows. */
    MEMORY,
    /** It uses more CPU than the policy allows. */
    CPU,
    /** Something that only this instance depends on does not answer. */
    DEPENDENCY,
    /** Other critical trouble of its own. */
    LOCAL;

    static Reason of(Finding finding) {
        return switch (finding.kind()) {
            case "CONNECTION_POOL" -> POOL;
            case "MEMORY" -> MEMORY;
            case "CPU" -> CPU;
            case DependencyState.DOWN -> DEPENDENCY;
            default -> LOCAL;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
