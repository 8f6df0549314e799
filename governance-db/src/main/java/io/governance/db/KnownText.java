package io.governance.db;

/** The text of a statement as the application wrote it, with all that was found out about it once. */
final class KnownText implements Values {
    /** Stands for a statement whose text comes with its execution. */
    static final KnownText NONE =
            new KnownText(Fingerprint.of("", Dialect.ANSI), new Shape(0, "", Fingerprint.Kind.OTHER), 0);

    final Fingerprint fingerprint;
    final Shape shape;
    final boolean isList;
    final int listLength;

    /** Whether the last rows of its answers are worth noting. */
    final boolean isPaged;

    private final int[] literals = new int[ValuePositions.LIMIT];

    KnownText(Fingerprint fingerprint, Shape shape, int salt) {
        this.fingerprint = fingerprint;
        this.shape = shape;
        this.isList = fingerprint.isList();
        this.listLength = fingerprint.longestList();
        this.isPaged = fingerprint.isPaged();
        ValuePositions positions = fingerprint.positions();
        for (int i = 0; i < positions.count(); i++) {
            literals[i] = positions.isLiteral(i) ? Salted.hash(positions.literal(i), salt) : 0;
        }
    }

    @Override
    public int at(int position) {
        return literals[position];
    }

    @Override
    public int listLength() {
        return listLength;
    }

    @Override
    public long page() {
        return fingerprint.positions().literalPage();
    }
}
