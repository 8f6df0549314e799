package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.governance.judge.Policy;
import io.governance.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documents about the policy are printed from it; {@code -Dgovernance.write-documents=true} prints them anew. */
class PolicyDocumentsTest {
    @Test
    void theDocumentsShowTheProtocolsNumbers() throws IOException {
        compare(
                "docs/policy.md",
                "# What everything is judged by\n\n"
                        + "Printed from `Policy.protocol().table()`; `PolicyDocumentsTest` compares the two. How to change a"
                        + " number: [settings.md](settings.md).\n\n"
                        + Policy.protocol().table()
                        + """

                        A burn rate counts when both periods are beyond the line. The library's own periods move in steps: \
                        up to five minutes longer for periods up to 6h, up to an hour longer for 1d and 3d.

                        An impossible figure (negative, infinite, not a number, more than all) is no data and counted in \
                        `governance.complaints`.

                        ## The same in Prometheus

                        [policy-rules.yml](policy-rules.yml) is what `Policy.prometheusRules` prints for these numbers; an \
                        application prints its own from `governance.policy()`. It needs Prometheus 2.42 or newer \
                        (`keep_firing_for`). Its alerts fire and stop when the library's own do, as long as the two see the \
                        same values at the same times:

                        - Prometheus scrapes and evaluates every `governance.hysteresis.every`. Whoever scrapes every 15 s \
                        sets that to 15s.
                        - The figures are the library's: `governance_judged_*` are the values that were held against the \
                        policy, not a number where there was no data. An evaluation without data enters nothing and leaves \
                        nothing, here as there.
                        - An alert of a level holds in Prometheus while the library's alert is at that level or a worse one.
                        - Burn rates are computed by Prometheus itself from the counters of calls and errors, over periods \
                        that do not move in steps: the rules may stop up to one step earlier.
                        """);
    }

    @Test
    void theDocumentsShowTheRulesForPrometheus() throws IOException {
        compare("docs/policy-rules.yml", Policy.protocol().prometheusRules("docs/findings/"));
    }

    @Test
    void theDocumentsShowEverySetting() throws IOException {
        compare(
                "docs/settings.md",
                """
                # What can be set

                Printed from what the packages declare; `PolicyDocumentsTest` compares the two. Properties are those that \
                the application hands over by `Governance.builder().properties(...)`: no file is looked for. The environment \
                wins over them (`GOVERNANCE_RESPONSE_TIME_WARNING=3s`), and code over both. What is wrong is refused when the \
                governance is built, all at once.

                In a key with a `*` it stands for a name, which may have dots: \
                `governance.operation.customer.dashboard.response-time.warning=3s`. In a variable such as \
                `GOVERNANCE_OPERATION_CUSTOMER_DASHBOARD_RESPONSE_TIME_WARNING` the name is meant whatever its case, dots \
                and hyphens.

                | key | default | expected | what it is for |
                |---|---|---|---|
                """ + KnownSettings.all().stream().map(PolicyDocumentsTest::row).collect(Collectors.joining()));
    }

    private static <T> String row(Setting<T> setting) {
        return "| `" + setting.key() + "` | "
                + setting.byDefault().map(setting.unit()::write).orElse(" ") + " | " + setting.expected() + " | "
                + setting.description() + " |\n";
    }

    private static void compare(String document, String printed) throws IOException {
        Path file = ProjectRoot.find().resolve(document);
        if (Boolean.getBoolean("governance.write-documents")) {
            Files.writeString(file, printed);
        }
        assertEquals(printed, Files.readString(file));
    }
}
