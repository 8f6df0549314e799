package io.governance.db;

/** The text of a statement as the application wrote it, with all that was found out about it once. */
final class KnownText {
    /** Stands for a statement whose text comes with its execution. */
    static final KnownText NONE =
            new KnownText(Fingerprint.of("", Dialect.ANSI), new Shape(0, "", Fingerprint.Kind.OTHER));

    final Fingerprint fingerprint;
    final Shape shape;
    final boolean isList;

    KnownText(Fingerprint fingerprint, Shape shape) {
        this.fingerprint = fingerprint;
        this.shape = shape;
        this.isList = fingerprint.isList();
    }
}
