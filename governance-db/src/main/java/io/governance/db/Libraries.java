package io.governance.db;

import java.util.List;

/** Packages whose frames are not the application's: what stands between its line and the database. */
final class Libraries {
    /** Prefixes of class names. The examples of this project count as an application. */
    static final List<String> DEFAULT = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "io.governance.Governance",
            "io.governance.audit.",
            "io.governance.cache.",
            "io.governance.db.",
            "io.governance.flags.",
            "io.governance.guard.",
            "io.governance.judge.",
            "io.governance.measure.",
            "io.governance.remember.",
            "io.governance.resolve.",
            "io.governance.show.",
            "io.governance.test.",
            "com.zaxxer.",
            "org.postgresql.",
            "org.h2.",
            "com.mysql.",
            "org.mariadb.",
            "oracle.",
            "org.hibernate.",
            "org.eclipse.persistence.",
            "org.springframework.",
            "org.jooq.",
            "org.jdbi.",
            "org.apache.ibatis.",
            "org.mybatis.",
            "com.querydsl.",
            "io.micrometer.",
            "io.github.resilience4j.",
            "com.github.benmanes.",
            "net.bytebuddy.",
            "org.junit.",
            "org.apache.maven.",
            "kotlin.",
            "scala.",
            "groovy.",
            "org.codehaus.groovy.");

    private Libraries() {}
}
