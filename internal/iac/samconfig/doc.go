// Package samconfig reads the configuration files of the AWS SAM CLI: which environments an
// application is deployed to, and with which parameters. In go the files of a directory, out come
// the configurations, each with its environments; what a value may be that cannot be read is unknown
// with a reason.
//
// The format is that of the AWS SAM developer guide ("AWS SAM CLI configuration file") and, where
// the guide is silent, of the command itself: parameter_overrides is a text, a list or a table, and
// may name files of parameters.
package samconfig
