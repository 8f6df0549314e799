package io.governance.db;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in the application a statement was executed: the first frames that belong to no library.
 *
 * @param frames innermost first, as many as wanted; empty when all frames belong to libraries
 */
record CallSite(List<String> frames) {
    static final int FRAMES = 3;
    static final int MOST_FRAMES = 10;
    static final CallSite NOWHERE = new CallSite(List.of());

    static CallSite of(Throwable stack, List<String> libraries, int wanted) {
        List<String> frames = new ArrayList<>(wanted);
        for (StackTraceElement frame : stack.getStackTrace()) {
            if (isApplication(frame.getClassName(), libraries)) {
                frames.add(text(frame));
                if (frames.size() == wanted) {
                    break;
                }
            }
        }
        return new CallSite(List.copyOf(frames));
    }

    private static boolean isApplication(String className, List<String> libraries) {
        for (String prefix : libraries) {
            if (className.startsWith(prefix)) {
                return false;
            }
        }
        return !className.contains("$$") && !className.contains("$Proxy");
    }

    private static String text(StackTraceElement frame) {
        String file = frame.getFileName() == null ? "unknown file" : frame.getFileName();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + file + ":" + frame.getLineNumber() + ")";
    }
}
