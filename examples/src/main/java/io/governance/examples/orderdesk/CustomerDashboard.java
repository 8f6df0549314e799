package io.governance.examples.orderdesk;

import java.sql.SQLException;

/** What the desk shows of a customer: both implementations stand behind this. */
@FunctionalInterface
public interface CustomerDashboard {
    /** Orders shown, the newest first. */
    int ORDERS = 8;

    /** The orders shown are those that have been fulfilled. */
    String STATUS = "F";

    /**
     * Loads the dashboard of a customer.
     *
     * @throws UnknownCustomerException when there is no such customer
     */
    Dashboard load(long customer) throws SQLException;
}
