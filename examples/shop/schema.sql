-- The product database. Run once after the stack has been created.
CREATE TABLE products (
    sku      text PRIMARY KEY,
    name     text NOT NULL,
    category text NOT NULL,
    price    numeric(10, 2) NOT NULL CHECK (price > 0),
    stock    integer NOT NULL DEFAULT 0,
    picture  text
);

INSERT INTO products (sku, name, category, price, stock, picture) VALUES
    ('LAN-001', 'Storm lantern, brass', 'garden', 39.90, 120, 'lan-001.jpg'),
    ('LAN-002', 'Paper lantern, round', 'indoor', 12.50, 400, 'lan-002.jpg'),
    ('LAN-003', 'Ship''s lantern, copper', 'garden', 89.00, 35, 'lan-003.jpg');
