// Command sconce finds what is wrong with a serverless application.
package main

import (
	"os"

	"github.com/sconce-dev/sconce/internal/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
