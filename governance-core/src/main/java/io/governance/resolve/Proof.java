package io.governance.resolve;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a step of an issue is proven by. Which step needs which proof: ANALYZED a cause, FIXED a commit, TESTED tests.
 * DEPLOYED and MONITORED are proven by what the store knows; DEPLOYED needs a build only where its tests were skipped.
 *
 * @param facts by name, as they go to the ledger
 */
public record Proof(Map<String, String> facts) {
    static final String FINDING = "finding";
    static final String COMMIT = "commit";
    static final String BUILD = "build";
    static final String PASSED = "testsPassed";
    static final String FAILED = "testsFailed";

    /** Makes a proof; the facts are copied. */
    public Proof {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** Returns nothing, for the steps that need no proof. */
    public static Proof none() {
        return new Proof(Map.of());
    }

    /**
     * Links the cause to a finding.
     *
     * @param findingKey key of a finding of which an alert is or was, or from which the issue was opened
     */
    public static Proof cause(String findingKey) {
        return new Proof(Map.of(FINDING, findingKey));
    }

    /**
     * Names the commit that fixes it.
     *
     * @param id 7 to 64 hexadecimal digits
     */
    public static Proof commit(String id) {
        return new Proof(Map.of(COMMIT, id));
    }

    /**
     * Tells a test run of a build that has the fix.
     *
     * @param build as its nodes will name it
     * @param passed how many tests passed
     * @param failed how many failed: none may
     */
    public static Proof tests(String build, long passed, long failed) {
        return new Proof(Map.of(BUILD, build, PASSED, Long.toString(passed), FAILED, Long.toString(failed)));
    }

    /** Names the build that is deployed, where its tests were skipped. */
    public static Proof build(String id) {
        return new Proof(Map.of(BUILD, id));
    }

    String fact(String name) {
        return facts.getOrDefault(name, "").strip();
    }
}
