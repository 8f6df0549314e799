package io.governance.examples.faults;

import java.nio.file.Path;

/** The shared database is gone behind a balancer that answers 502 to everybody once no server is left. */
final class NginxDatabaseAllCase implements FaultCase {
    private final Outage outage = Outage.STOPPED;

    @Override
    public String name() {
        return "nginx-" + outage.caseName();
    }

    @Override
    public String goal() {
        return "behind nginx " + outage.goal();
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite<Nginx> shop = DatabaseSite.open(folder, outage.hasStore(), Nginx::start)) {
            outage.begin(shop.database(), shop.instances());
            Trial.pass(DatabaseAllCase.LASTING);
            LoadCounters.Reading during = shop.load().read();
            outage.end(shop.database(), shop.instances());
            long millisUntilMended = trial.await(
                    "answers are right again",
                    () -> shop.isRightFor(DatabaseAllCase.QUIET),
                    DatabaseAllCase.MENDED_LIMIT);
            LoadCounters.Reading load = shop.load().stop();
            long failedAttempts = 0;
            for (Instance instance : shop.instances()) {
                failedAttempts += shop.balancer().attempts(instance).stream()
                        .filter(Attempt::isFailed)
                        .count();
            }
            trial.figures(load);
            trial.figure("failedAttempts", failedAttempts);
            trial.figure("millisUntilMended", millisUntilMended);
            trial.check(during.degraded() > 0, during.degraded() + " answers were degraded");
            trial.check(load.failed() == 0, load.losses());
        }
    }
}
