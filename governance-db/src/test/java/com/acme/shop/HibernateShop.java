package com.acme.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** The application with Hibernate. */
@SuppressWarnings("unused") // columns that only the mapping uses
public final class HibernateShop implements AutoCloseable {
    private final SessionFactory sessions;

    public HibernateShop(DataSource database, int batchFetchSize) {
        Configuration configuration = new Configuration();
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, database);
        if (batchFetchSize > 1) {
            configuration.setProperty(AvailableSettings.DEFAULT_BATCH_FETCH_SIZE, Integer.toString(batchFetchSize));
        }
        sessions = configuration
                .addAnnotatedClass(Customer.class)
                .addAnnotatedClass(Order.class)
                .addAnnotatedClass(Sale.class)
                .addAnnotatedClass(Item.class)
                .addAnnotatedClass(Note.class)
                .buildSessionFactory();
    }

    /** N01, and N02 with a batch size. */
    public int itemsLazily() {
        return sessions.fromTransaction(session -> {
            int items = 0;
            for (Order order : session.createSelectionQuery("from Order o order by o.id", Order.class)
                    .getResultList()) {
                items += order.items.size(); // the loop
            }
            return items;
        });
    }

    public int itemsByFetchJoin() {
        return sessions.fromTransaction(
                session -> session.createSelectionQuery("from Order o join fetch o.items", Order.class)
                        .getResultList()
                        .size());
    }

    /** N03: no loop in here. */
    public int salesWithCustomers() {
        return sessions.fromTransaction(session -> session.createSelectionQuery("from Sale", Sale.class)
                .getResultList()
                .size());
    }

    /** N14 */
    public void notes(int count) {
        sessions.inTransaction(session -> {
            for (int i = 0; i < count; i++) {
                Note note = new Note();
                note.body = "n" + i;
                session.persist(note);
            }
        });
    }

    @Override
    public void close() {
        sessions.close();
    }

    @Entity(name = "Customer")
    @Table(name = "customer")
    static class Customer {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "Order")
    @Table(name = "orders")
    static class Order {
        @Id
        Long id;

        @OneToMany
        @JoinColumn(name = "order_id")
        List<Item> items = new ArrayList<>();
    }

    @Entity(name = "Sale")
    @Table(name = "orders")
    static class Sale {
        @Id
        Long id;

        @ManyToOne(fetch = FetchType.EAGER)
        @JoinColumn(name = "customer_id")
        Customer customer;
    }

    @Entity(name = "Item")
    @Table(name = "item")
    static class Item {
        @Id
        Long id;
    }

    @Entity(name = "Note")
    @Table(name = "note")
    static class Note {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String body;
    }
}
