// Package store asks the database.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"

	_ "github.com/lib/pq"
)

// Store is the database of orders.
type Store struct {
	db    *sql.DB
	table string
}

// Open opens the database that the environment names.
func Open() (*Store, error) {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return nil, err
	}
	return &Store{db: db, table: "orders"}, nil
}

// ByCustomer counts the orders of a customer.
func (s *Store) ByCustomer(ctx context.Context, customer string) (int, error) {
	query := fmt.Sprintf("SELECT count(*) FROM %s WHERE customer = '%s'", s.table, customer)
	var n int
	err := s.db.QueryRowContext(ctx, query).Scan(&n)
	return n, err
}

// Bound counts the orders of a customer.
func (s *Store) Bound(ctx context.Context, customer string) (int, error) {
	var n int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM "+s.table+" WHERE customer = $1", customer).Scan(&n)
	return n, err
}

// Sorted lists orders in an order.
func (s *Store) Sorted(ctx context.Context, column string) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM orders ORDER BY "+column)
	if err != nil {
		return err
	}
	return rows.Close()
}
