// Package message is what the functions say to each other.
package message

// Job is work to do.
type Job struct {
	Folder string `json:"folder"`
	Days   int    `json:"days"`
}
