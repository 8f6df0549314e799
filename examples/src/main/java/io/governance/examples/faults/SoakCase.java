package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;

final class SoakCase implements FaultCase {
    private final Duration length;
    SoakCase(Duration length) { this.length = length; }
    @Override public String name() { return "soak"; }
    @Override public String goal() { return "x" + length; }
    @Override public void run(Trial trial, Path folder) {}
}
