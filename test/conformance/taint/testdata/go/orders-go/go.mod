module example.com/orders

go 1.25

require (
	github.com/aws/aws-lambda-go v1.55.1
	github.com/lib/pq v1.10.9
	gorm.io/driver/postgres v1.6.0
	gorm.io/gorm v1.31.0
)
