package io.governance.show;

import org.jspecify.annotations.Nullable;

/** The paths that are answered, each with its question. */
enum Endpoint {
    HEALTH("/health", true) {
        @Override
        @Nullable
        String failure(Condition condition) {
            return condition.whyNotReady();
        }
    },
    LIVE("/health/live", false) {
        @Override
        @Nullable
        String failure(Condition condition) {
            return condition.whyNotLive();
        }
    },
    READY("/health/ready", true) {
        @Override
        @Nullable
        String failure(Condition condition) {
            return condition.whyNotReady();
        }
    },
    STARTED("/health/started", false) {
        @Override
        @Nullable
        String failure(Condition condition) {
            return condition.whyNotStarted();
        }
    };

    private final String path;
    private final boolean hasShades;

    Endpoint(String path, boolean hasShades) {
        this.path = path;
        this.hasShades = hasShades;
    }

    /** Returns why the answer is no; null when it is yes. */
    abstract @Nullable String failure(Condition condition);

    static @Nullable Endpoint find(String path) {
        for (Endpoint endpoint : values()) {
            if (endpoint.path.equals(path)) {
                return endpoint;
            }
        }
        return null;
    }

    /** Returns whether the answer steers traffic; the others are about the process. */
    boolean isAboutTraffic() {
        return hasShades;
    }

    boolean isWarning(Condition condition) {
        return hasShades && condition.isWarning();
    }

    boolean isDegraded(Condition condition) {
        return hasShades && condition.isDegraded();
    }
}
