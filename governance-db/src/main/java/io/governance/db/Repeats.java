package io.governance.db;

import java.util.Arrays;

/**
 * Counts different hashes, exactly up to 96 of them, and how often each was seen again while nothing had changed. Grows
 * from 8 to 128 cells and is reused; not thread-safe.
 */
final class Repeats {
    static final int LIMIT = 96;
    private static final int SLOTS = 128;

    private int[] hashes = new int[8];
    private int[] runs = new int[8];
    private int[] longest = new int[8];
    private int[] epochs = new int[8];
    private int count;

    void clear() {
        if (count > 0) {
            Arrays.fill(hashes, 0);
            count = 0;
        }
    }

    void add(int hash, int epoch) {
        int at = cell(hash == 0 ? 1 : hash);
        if (at >= 0) {
            runs[at] = epochs[at] == epoch ? runs[at] + 1 : 1;
            epochs[at] = epoch;
            longest[at] = Math.max(longest[at], runs[at]);
        }
    }

    private int cell(int value) {
        int mask = hashes.length - 1;
        int at = (value * 0x9E3779B1) >>> 25 & mask;
        while (hashes[at] != 0) {
            if (hashes[at] == value) {
                return at;
            }
            at = (at + 1) & mask;
        }
        if (count == LIMIT) {
            return -1;
        }
        if (count * 4 >= hashes.length * 3 && hashes.length < SLOTS) {
            grow();
            return cell(value);
        }
        hashes[at] = value;
        runs[at] = longest[at] = epochs[at] = 0;
        count++;
        return at;
    }

    private void grow() {
        Repeats larger = new Repeats();
        int size = hashes.length * 2;
        larger.hashes = new int[size];
        larger.runs = new int[size];
        larger.longest = new int[size];
        larger.epochs = new int[size];
        larger.addAll(this);
        hashes = larger.hashes;
        runs = larger.runs;
        longest = larger.longest;
        epochs = larger.epochs;
    }

    /** Adds what another one has seen, as if after this one. */
    void addAll(Repeats other) {
        for (int i = 0; i < other.hashes.length; i++) {
            int at = other.hashes[i] == 0 ? -1 : cell(other.hashes[i]);
            if (at >= 0) {
                boolean isSameEpoch = runs[at] == 0 || epochs[at] == other.epochs[i];
                runs[at] = isSameEpoch ? runs[at] + other.runs[i] : other.runs[i];
                longest[at] = Math.max(Math.max(longest[at], runs[at]), other.longest[i]);
                epochs[at] = other.epochs[i];
            }
        }
    }

    /** Different hashes. */
    int count() {
        return count;
    }

    /** The most often that one was seen while nothing changed. */
    int longest() {
        int most = 0;
        for (int i = 0; i < hashes.length; i++) {
            most = hashes[i] == 0 ? most : Math.max(most, longest[i]);
        }
        return most;
    }

    /** All executions with hashes that were seen this often or more while nothing changed. */
    int repeated(int atLeast) {
        int all = 0;
        for (int i = 0; i < hashes.length; i++) {
            all += hashes[i] == 0 || longest[i] < atLeast ? 0 : longest[i];
        }
        return all;
    }
}
