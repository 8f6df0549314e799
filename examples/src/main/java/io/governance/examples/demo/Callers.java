package io.governance.examples.demo;

import io.governance.examples.orderdesk.HealthPoller;
import io.governance.examples.orderdesk.SteadyLoad;

/** What callers and load balancers have seen so far; looked at after every step. */
final class Callers {
    private Callers() {}

    static void check(Desk desk, DemoReport report) {
        SteadyLoad.Counters counters = desk.load.counters();
        HealthPoller.Counters polls = desk.poller.counters();
        report.say(
                "callers so far: %d, failed %d, wrong %d, slower than %d ms %d",
                counters.calls(),
                counters.failed(),
                counters.wrong(),
                DemoSettings.ACCEPTABLE.toMillis(),
                counters.tooSlow());
        report.figure("callers", counters.calls());
        report.figure("failedCallers", counters.failed());
        report.figure("wrongCallers", counters.wrong());
        report.figure("tooSlowCallers", counters.tooSlow());
        report.figure("leastShareOfCallers", desk.load.leastShare());
        if (desk.load.leastShare() < 1) {
            report.say(
                    "the machine has other work: at times only %.0f %% of the callers came",
                    desk.load.leastShare() * 100);
        }
        report.figure("healthPolls", polls.polls());
        report.figure("healthPollsNotReady", polls.notOk());
        report.check(counters.failed() == 0 && counters.wrong() == 0, "no caller failed or got a wrong answer");
        report.check(polls.polls() > 0 && polls.notOk() == 0, "health was ready in all %d polls", polls.polls());
    }
}
