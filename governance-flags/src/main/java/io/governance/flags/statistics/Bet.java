package io.governance.flags.statistics;

/** One question, frozen before the data: what each call of a slice wins or loses if the answer is yes. */
@FunctionalInterface
interface Bet {
    /** Returns what the calls of one slice have won. */
    Increments on(Slice slice);

    /** Returns the log wealth of every gambler after one slice. */
    default double[] logs(Slice slice) {
        return on(slice).logs(slice.multiplicity());
    }

    /** Returns a bet that is computed once for each slice: closed slices then cost a tick nothing (11). */
    default Bet remembered() {
        return new Remembered(this);
    }

    /** Keyed by identity, so that two attempts never share what a slice remembers. */
    final class Remembered implements Bet {
        private final Bet bet;

        private Remembered(Bet bet) {
            this.bet = bet;
        }

        @Override
        public Increments on(Slice slice) {
            return bet.on(slice);
        }

        @Override
        public double[] logs(Slice slice) {
            return slice.remember(this, bet::logs);
        }
    }
}
