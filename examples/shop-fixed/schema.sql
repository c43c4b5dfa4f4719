-- The product database. Run once by the master user after the stack has been created; then rotate CatalogSecret and
-- WorkerSecret once, which gives the two users their passwords.
CREATE TABLE products (
    sku      text PRIMARY KEY,
    name     text NOT NULL,
    category text NOT NULL,
    price    numeric(10, 2) NOT NULL CHECK (price > 0),
    stock    integer NOT NULL DEFAULT 0 CHECK (stock >= 0),
    picture  text
);

CREATE TABLE stock_movements (
    order_id uuid PRIMARY KEY,
    moved_at timestamptz NOT NULL DEFAULT now()
);

CREATE ROLE catalog_reader;
GRANT SELECT ON products TO catalog_reader;

CREATE ROLE order_worker;
GRANT SELECT ON products, stock_movements TO order_worker;
GRANT UPDATE (stock) ON products TO order_worker;
GRANT INSERT ON stock_movements TO order_worker;

INSERT INTO products (sku, name, category, price, stock, picture) VALUES
    ('LAN-001', 'Storm lantern, brass', 'garden', 39.90, 120, 'lan-001.jpg'),
    ('LAN-002', 'Paper lantern, round', 'indoor', 12.50, 400, 'lan-002.jpg'),
    ('LAN-003', 'Ship''s lantern, copper', 'garden', 89.00, 35, 'lan-003.jpg');
