module github.com/sconce-dev/sconce

go 1.26.0
