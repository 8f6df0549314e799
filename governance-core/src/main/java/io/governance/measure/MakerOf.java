package io.governance.measure;

/** Finds the line of the application that makes an operation, for the message about making it twice. */
final class MakerOf {
    private MakerOf() {}

    static String operation() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().startsWith("io.governance.measure.")
                                && !frame.getClassName().equals("io.governance.Governance"))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString()))
                .orElse("an unknown place");
    }
}
