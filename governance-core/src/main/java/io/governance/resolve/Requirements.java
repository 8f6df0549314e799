package io.governance.resolve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What has to be true before an issue may take a step; one sentence for each thing that is missing. */
final class Requirements {
    private static final String COMMIT = "[0-9a-fA-F]{7,64}";

    private Requirements() {}

    static List<String> missing(Step step, Issue issue, Proof proof, Surroundings surroundings) {
        return switch (step) {
            case ANALYZED -> cause(issue, proof.fact(Proof.FINDING), surroundings);
            case FIXED -> commit(proof.fact(Proof.COMMIT));
            case TESTED -> tests(proof);
            case DEPLOYED -> deployed(build(issue, proof), surroundings.builds());
            case MONITORED -> monitored(issue, surroundings);
            case FOUND, ROLLED_BACK, RESOLVED -> List.of();
        };
    }

    private static List<String> cause(Issue issue, String finding, Surroundings surroundings) {
        if (finding.isEmpty()) {
            return List.of("a cause linked to a finding, found none: Proof.cause(\""
                    + issue.finding().orElse("KIND/subject") + "\")");
        }
        boolean isOwn = issue.finding().filter(finding::equals).isPresent();
        return isOwn || surroundings.isKnown(finding)
                ? List.of()
                : List.of("a cause linked to a finding, found '" + finding + "', which no alert has; the alerts of "
                        + issue.subject() + " are " + surroundings.knownFindings(issue.subject()));
    }

    private static List<String> commit(String id) {
        return id.matches(COMMIT)
                ? List.of()
                : List.of("the commit that fixes it, found '" + id
                        + "', expected 7 to 64 hexadecimal digits: Proof.commit(id)");
    }

    private static List<String> tests(Proof proof) {
        List<String> missing = new ArrayList<>();
        if (proof.fact(Proof.BUILD).isEmpty()) {
            missing.add("a passed run of the tests of a build, found no build: Proof.tests(build, passed, failed)");
        }
        if (!proof.fact(Proof.PASSED).matches("0*[1-9][0-9]*")) {
            missing.add("tests that passed, found '" + proof.fact(Proof.PASSED) + "', expected at least one");
        }
        if (!proof.fact(Proof.FAILED).equals("0")) {
            missing.add("no failed tests, found '" + proof.fact(Proof.FAILED) + "', expected 0");
        }
        return missing;
    }

    static String build(Issue issue, Proof proof) {
        return issue.testedBuild().orElse(proof.fact(Proof.BUILD));
    }

    private static List<String> deployed(String build, Map<String, String> builds) {
        if (build.isEmpty()) {
            return List.of("a build, found none, since its tests were skipped: Proof.build(id)");
        }
        if (builds.isEmpty()) {
            return List.of("build " + build
                    + " seen on a node, found no node: Governance.builder().buildId(id) makes a node tell its build");
        }
        String others = builds.entrySet().stream()
                .filter(node -> !node.getValue().equals(build))
                .limit(10)
                .map(node -> node.getKey()
                        + (node.getValue().isEmpty() ? " has not told its build" : " runs " + node.getValue()))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? List.of() : List.of("build " + build + " seen on every node, found: " + others);
    }

    private static List<String> monitored(Issue issue, Surroundings surroundings) {
        Instant deployed = issue.deployedAt().orElse(issue.openedAt());
        Duration served = Duration.between(deployed, surroundings.now());
        List<String> missing = new ArrayList<>();
        if (served.compareTo(issue.monitor()) < 0) {
            missing.add("a fix that has served for " + issue.monitor().toSeconds() + " s, found " + served.toSeconds()
                    + " s");
        }
        issue.finding()
                .flatMap(finding -> surroundings.repeat(finding, deployed))
                .ifPresent(repeat -> missing.add("no repeat since it was deployed, found: " + repeat));
        return missing;
    }
}
