package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func write(names <-chan string, done *sync.WaitGroup) {
	defer done.Done()
	for name := range names {
		if err := os.WriteFile(filepath.Join("/mnt/notes", name), nil, 0o600); err != nil {
			continue
		}
	}
}

func handle(_ context.Context, event events.SQSEvent) error {
	names := make(chan string)
	var done sync.WaitGroup
	done.Add(1)
	go write(names, &done)
	for _, record := range event.Records {
		names <- *record.MessageAttributes["name"].StringValue
		if err := os.WriteFile("/mnt/seen/"+record.MessageId, nil, 0o600); err != nil {
			return err
		}
	}
	close(names)
	done.Wait()
	return nil
}

func main() { lambda.Start(handle) }
