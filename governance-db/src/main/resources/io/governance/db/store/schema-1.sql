-- What governance remembers. Streams of a fleet other than the default one begin with fleet/NAME/, which their hashes
-- leave out. Only gov_sample may be shortened by hand, the other tables are evidence.
CREATE TABLE IF NOT EXISTS gov_ledger (
    stream        VARCHAR(1000)               NOT NULL,
    version       BIGINT                      NOT NULL,
    at            TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    node          VARCHAR(200)                NOT NULL,
    type          VARCHAR(100)                NOT NULL,
    payload       VARCHAR                     NOT NULL,
    previous_hash VARCHAR(64)                 NOT NULL,
    hash          VARCHAR(64)                 NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE TABLE IF NOT EXISTS gov_evidence (
    subject       VARCHAR(200)                NOT NULL,
    slice         INT                         NOT NULL,
    node          VARCHAR(200)                NOT NULL,
    incarnation   VARCHAR(100)                NOT NULL,
    metric        VARCHAR(100)                NOT NULL,
    arm           VARCHAR(20)                 NOT NULL,
    buckets       VARCHAR                     NOT NULL,
    PRIMARY KEY (subject, slice, node, incarnation, metric, arm)
);
CREATE TABLE IF NOT EXISTS gov_sample (
    node          VARCHAR(200)                NOT NULL,
    subject       VARCHAR(200)                NOT NULL,
    metric        VARCHAR(100)                NOT NULL,
    from_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    buckets       VARCHAR                     NOT NULL,
    PRIMARY KEY (from_at, subject, metric, node)
);
CREATE TABLE IF NOT EXISTS gov_node (
    id            VARCHAR(200)                NOT NULL,
    fleet         VARCHAR(100)                NOT NULL,
    seen_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (fleet, id)
);
