package io.governance.show;

/** Where an instance stands towards the balancers, as far as its own findings go. */
enum Standing {
    /** In rotation. */
    IN {
        @Override
        Standing next(boolean isCritical, boolean isPermitted) {
            return isCritical ? ASKING : IN;
        }
    },
    /** In rotation, and asking the fleet for a permit to leave. */
    ASKING {
        @Override
        Standing next(boolean isCritical, boolean isPermitted) {
            if (!isCritical) {
                return IN;
            }
            return isPermitted ? OUT : ASKING;
        }
    },
    /** Out of rotation, with a permit. */
    OUT {
        @Override
        Standing next(boolean isCritical, boolean isPermitted) {
            if (!isCritical) {
                return IN;
            }
            return isPermitted ? OUT : ASKING;
        }
    };

    /**
     * Returns where the instance stands next.
     *
     * @param isCritical whether taking this instance out would cure something
     * @param isPermitted whether it holds a permit of the fleet
     */
    abstract Standing next(boolean isCritical, boolean isPermitted);
}
