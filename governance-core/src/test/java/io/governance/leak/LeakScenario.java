package io.governance.leak;

import java.util.SplittableRandom;

/**
 * How a live set goes on for a week, in units of where it began; the limit is at four. The scenarios, their sizes and
 * noises are those of issue 4; what each run draws comes from its own seed.
 */
public enum LeakScenario {
    STATIONARY("stationary", false) {
        @Override
        Course course(SplittableRandom random) {
            return hour -> 1;
        }
    },
    YOUNG_ONLY("young only, old collection every 8-30 h", false) {
        @Override
        Course course(SplittableRandom random) {
            return hour -> 1;
        }

        @Override
        boolean isSparse() {
            return true;
        }
    },
    FAST_FILL("cache fill, tau 1-12 h, +20-150 %", false) {
        @Override
        Course course(SplittableRandom random) {
            return fill(random.nextDouble(1, 12), random.nextDouble(0.2, 1.5));
        }
    },
    SLOW_FILL("cache fill, tau 12-36 h, +20-150 %", false) {
        @Override
        Course course(SplittableRandom random) {
            return fill(random.nextDouble(12, 36), random.nextDouble(0.2, 1.5));
        }
    },
    LINEAR_FILL("linear fill to a bound in 4-30 h, +20-150 %", false) {
        @Override
        Course course(SplittableRandom random) {
            double size = random.nextDouble(0.2, 1.5);
            double hours = random.nextDouble(4, 30);
            return hour -> 1 + size * Math.min(1, hour / hours);
        }
    },
    DIURNAL("diurnal, 10-40 %", false) {
        @Override
        Course course(SplittableRandom random) {
            return diurnal(random, random.nextDouble(0.1, 0.4));
        }
    },
    STEP("step of 10-40 %", false) {
        @Override
        Course course(SplittableRandom random) {
            return step(random);
        }
    },
    DIURNAL_AND_STEP("diurnal and step", false) {
        @Override
        Course course(SplittableRandom random) {
            Course day = diurnal(random, random.nextDouble(0.1, 0.4));
            Course step = step(random);
            return hour -> day.at(hour) * step.at(hour);
        }
    },
    THREE_STEPS("three steps of 10-40 %", false) {
        @Override
        Course course(SplittableRandom random) {
            Course first = step(random);
            Course second = step(random);
            Course third = step(random);
            return hour -> first.at(hour) + second.at(hour) + third.at(hour) - 2;
        }
    },
    TIGHT_DIURNAL("beyond: diurnal, 10-40 %, daily peak at 80-92 % of the limit", false) {
        @Override
        Course course(SplittableRandom random) {
            double share = random.nextDouble(0.1, 0.4);
            Course day = diurnal(random, share);
            double scale = 4 * random.nextDouble(0.8, 0.92) / (1 + share);
            return hour -> scale * day.at(hour);
        }
    },
    WORKING_WEEK("beyond: diurnal, 10-40 %, half of it at two days of the week", false) {
        @Override
        Course course(SplittableRandom random) {
            double share = random.nextDouble(0.1, 0.4);
            Course day = diurnal(random, share);
            double weekend = random.nextDouble(7 * 24);
            return hour -> (hour + weekend) % (7 * 24) < 48 ? 1 - share + (day.at(hour) - 1 + share) / 2 : day.at(hour);
        }
    },
    SAWTOOTH("beyond: live set that climbs by 20-150 % in 4-30 h and falls back", false) {
        @Override
        Course course(SplittableRandom random) {
            double size = random.nextDouble(0.2, 1.5);
            double hours = random.nextDouble(4, 30);
            return hour -> 1 + size * (hour % hours) / hours;
        }
    },
    VERY_SLOW_FILL("beyond: cache fill, tau 48-96 h, +20-150 %", false) {
        @Override
        Course course(SplittableRandom random) {
            return fill(random.nextDouble(48, 96), random.nextDouble(0.2, 1.5));
        }
    },
    LEAK_1("leak of 1 %/h", true) {
        @Override
        Course course(SplittableRandom random) {
            return leak(0.01);
        }
    },
    LEAK_1_DIURNAL("leak of 1 %/h, diurnal 20 %", true) {
        @Override
        Course course(SplittableRandom random) {
            Course day = diurnal(random, 0.2);
            return hour -> day.at(hour) + 0.01 * hour;
        }
    },
    LEAK_1_TRAFFIC("leak of 1 %/h, driven by traffic", true) {
        @Override
        Course course(SplittableRandom random) {
            double phase = random.nextDouble(1);
            double day = 2 * Math.PI / 24;
            double start = Math.cos(2 * Math.PI * phase);
            // The integral of a traffic that swings by 80 % around its mean.
            return hour -> 1 + 0.01 * (hour + 0.8 / day * (start - Math.cos(day * hour + 2 * Math.PI * phase)));
        }
    },
    LEAK_1_LATE("leak of 1 %/h from hour 48", true) {
        @Override
        Course course(SplittableRandom random) {
            return hour -> 1 + 0.01 * Math.max(0, hour - 48);
        }
    },
    LEAK_1_ON_FILL("leak of 1 %/h on a cache fill, tau 6 h, +50 %", true) {
        @Override
        Course course(SplittableRandom random) {
            Course fill = fill(6, 0.5);
            return hour -> fill.at(hour) + 0.01 * hour;
        }
    },
    LEAK_1_YOUNG_ONLY("leak of 1 %/h, old collection every 8-30 h", true) {
        @Override
        Course course(SplittableRandom random) {
            return leak(0.01);
        }

        @Override
        boolean isSparse() {
            return true;
        }
    },
    LEAK_5("leak of 5 %/h", true) {
        @Override
        Course course(SplittableRandom random) {
            return leak(0.05);
        }
    },
    LEAK_20("leak of 20 %/h", true) {
        @Override
        Course course(SplittableRandom random) {
            return leak(0.2);
        }
    },
    LEAK_02("leak of 0.2 %/h", true) {
        @Override
        Course course(SplittableRandom random) {
            return leak(0.002);
        }
    };

    /** The live set without noise, by the hour. */
    interface Course {
        double at(double hour);
    }

    private static final String BEYOND = "beyond: ";

    private final String words;
    private final boolean isLeak;

    LeakScenario(String words, boolean isLeak) {
        this.words = words;
        this.isLeak = isLeak;
    }

    abstract Course course(SplittableRandom random);

    boolean isSparse() {
        return false;
    }

    /** Returns whether something leaks in it. */
    public boolean isLeak() {
        return isLeak;
    }

    /** Returns whether the goals of {@code docs/leaks.md} hold for it; the others show where they end. */
    public boolean isPromised() {
        return !words.startsWith(BEYOND);
    }

    /** Returns what it is, for a table. */
    public String words() {
        return words;
    }

    private static Course leak(double perHour) {
        return hour -> 1 + perHour * hour;
    }

    private static Course fill(double tau, double size) {
        return hour -> 1 + size * (1 - Math.exp(-hour / tau));
    }

    private static Course step(SplittableRandom random) {
        double at = random.nextDouble(LeakWeek.HOURS);
        double height = random.nextDouble(0.1, 0.4);
        return hour -> hour < at ? 1 : 1 + height;
    }

    /** Swings by this share to either side of its middle. */
    private static Course diurnal(SplittableRandom random, double share) {
        double phase = random.nextDouble(2 * Math.PI);
        return hour -> 1 + share * Math.sin(2 * Math.PI * hour / 24 + phase);
    }
}
