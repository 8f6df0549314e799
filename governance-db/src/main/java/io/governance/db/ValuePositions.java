package io.governance.db;

import io.governance.db.Fingerprint.Role;
import java.util.Arrays;

/**
 * Where the values of a statement stand: up to eight positions in the order of the text, a list of values being one,
 * whatever comes later sharing the last; the values of LIMIT and OFFSET apart.
 *
 * <p>A literal and a bound parameter at the same place have the same position, so that both are judged alike.
 */
final class ValuePositions {
    static final int LIMIT = 8;

    /** Of a parameter: no position of its own, but the first or second number of LIMIT and OFFSET. */
    static final int FIRST_PAGE = LIMIT;

    static final int SECOND_PAGE = LIMIT + 1;

    private final Role[] roles = new Role[LIMIT];
    private final int[] literals = new int[LIMIT];
    private byte[] ofParameter = new byte[8];
    private int parameters;
    private int pageParameters;
    private int count;
    private int lastList;
    private int literalMask;
    private int keyMask = -1;
    private int valuesUntilWhere = Integer.MAX_VALUE;
    private long literalPage;

    /** Notes a parameter; {@code list} tells the lists of a statement apart and is 0 outside one. */
    void parameter(Role role, int list) {
        if (parameters == ofParameter.length) {
            ofParameter = Arrays.copyOf(ofParameter, parameters * 2);
        }
        ofParameter[parameters++] =
                (byte) (role == Role.PAGE ? FIRST_PAGE + Math.min(pageParameters++, 1) : position(role, list));
    }

    void literal(Role role, int list, int seed, long number) {
        if (role == Role.PAGE) {
            literalPage += number;
            return;
        }
        int at = position(role, list);
        literals[at] = (literalMask & (1 << at)) == 0 ? seed : 31 * literals[at] + seed;
        literalMask |= 1 << at;
    }

    /** Notes another piece of the literal just told. */
    void literalGoesOn(int seed) {
        if (count > 0) {
            literals[count - 1] = 31 * literals[count - 1] + seed;
        }
    }

    private int position(Role role, int list) {
        boolean isSame = count > 0 && (count == LIMIT || (list != 0 && list == lastList));
        lastList = list;
        if (isSame) {
            return count - 1;
        }
        roles[count] = list == 0 ? role : Role.LIST;
        return count++;
    }

    void whereBegins() {
        valuesUntilWhere = Math.min(valuesUntilWhere, count);
    }

    /** Told which values after WHERE are compared with columns that the statement sets: they are no part of the key. */
    void keyIsWithout(int versionMask) {
        if (valuesUntilWhere < LIMIT) {
            keyMask = -(1 << valuesUntilWhere) & ~versionMask;
        }
    }

    int untilWhere() {
        return valuesUntilWhere;
    }

    int count() {
        return count;
    }

    Role role(int position) {
        return roles[position];
    }

    int ofParameter(int index) {
        return index < 1 || index > parameters ? LIMIT - 1 : ofParameter[index - 1];
    }

    boolean isLiteral(int position) {
        return (literalMask & (1 << position)) != 0;
    }

    int literal(int position) {
        return literals[position];
    }

    long literalPage() {
        return literalPage;
    }

    /** Whether a position tells which row is meant. */
    boolean isKey(int position) {
        return (keyMask & (1 << position)) != 0;
    }

    /** Whether several parameters share the position, so that its hash is put together anew for each execution. */
    boolean isShared(int position) {
        return position == LIMIT - 1 || (position < count && roles[position] == Role.LIST);
    }
}
