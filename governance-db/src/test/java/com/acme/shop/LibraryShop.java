package com.acme.shop;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Many;
import org.apache.ibatis.annotations.Result;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application with jOOQ, Jdbi, MyBatis and Spring's JdbcTemplate. */
public final class LibraryShop {
    private final DataSource database;

    public LibraryShop(DataSource database) {
        this.database = database;
    }

    /** N05 without a cache: the customer of each order. */
    public void customersByJooq() {
        DSLContext jooq = DSL.using(database, SQLDialect.POSTGRES);
        for (Record order : jooq.fetch("select id, customer_id from orders order by id")) {
            jooq.fetchOne("select id, name from customer where id = ?", order.get(1, Long.class));
        }
    }

    public void customersByJooqAtOnce() {
        DSLContext jooq = DSL.using(database, SQLDialect.POSTGRES);
        jooq.fetch("select o.id, c.name from orders o join customer c on c.id = o.customer_id");
        jooq.select()
                .from("customer")
                .where(DSL.field("id").in(List.of(500L, 501L, 502L)))
                .fetch();
    }

    /** What the library's own proxy implements. */
    public interface Customers {
        @SqlQuery("select name from customer where id = ?")
        String findById(long id);
    }

    /** N06 */
    public void customersByJdbi(List<Long> ids) {
        Jdbi jdbi = Jdbi.create(database).installPlugin(new SqlObjectPlugin());
        Customers customers = jdbi.onDemand(Customers.class);
        ids.stream().map(customers::findById).forEach(name -> {});
    }

    /** An order with its items, as MyBatis fills it. */
    public static final class OrderLine {
        public long id;
        public List<Long> items = List.of();
    }

    /** What the library's own proxy implements. */
    public interface Orders {
        @Select("select id from orders order by id limit 20")
        @Result(property = "id", column = "id")
        @Result(property = "items", column = "id", many = @Many(select = "itemsOf"))
        List<OrderLine> all();

        @Select("select id from item where order_id = #{id}")
        List<Long> itemsOf(long id);
    }

    /** N07 */
    public int itemsByMyBatis() {
        Configuration configuration =
                new Configuration(new Environment("shop", new JdbcTransactionFactory(), database));
        configuration.addMapper(Orders.class);
        try (SqlSession session =
                new SqlSessionFactoryBuilder().build(configuration).openSession()) {
            return session.getMapper(Orders.class).all().size();
        }
    }

    public void customersBySpring(List<Long> ids) {
        JdbcTemplate template = new JdbcTemplate(database);
        for (long id : ids) {
            template.queryForObject("SELECT name FROM customer WHERE id = ?", String.class, id);
        }
    }

    /** Rows collected by the library into batches. */
    public void paymentsBySpring(List<Long> accounts) throws SQLException {
        new JdbcTemplate(database)
                .batchUpdate(
                        "UPDATE account SET balance = 0 WHERE id = ?",
                        accounts,
                        20,
                        (statement, account) -> statement.setLong(1, account));
    }
}
