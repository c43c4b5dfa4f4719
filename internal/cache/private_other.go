//go:build !unix

package cache

import "io/fs"

// private is left to the user's profile directory: these systems have no permissions that Go would tell.
func private(fs.FileInfo) bool { return true }
