package moto_test

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// server is a moto server: it answers the provider's API as the provider would, and lets everybody do everything.
type server struct {
	python   string
	modules  string // the directory of JavaScript's modules; "" where there is none
	endpoint string
	log      bytes.Buffer // complete when it has stopped
}

// start starts a server on the loopback interface, and stops it at the end of the test.
func start(t *testing.T) *server {
	t.Helper()
	python := os.Getenv("SCONCE_MOTO")
	if python == "" {
		absent(t, "SCONCE_MOTO names no Python that has moto: .ci/moto DIRECTORY makes one")
	}
	free, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().(*net.TCPAddr)
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(address.String())
	s := &server{python: python, endpoint: "http://" + address.String()}
	s.modules = filepath.Join(filepath.Dir(filepath.Dir(python)), "node_modules")
	if _, err := os.Stat(filepath.Join(s.modules, "@aws-sdk")); err != nil {
		s.modules = ""
		if os.Getenv("SCONCE_CI") != "" {
			t.Fatal("there are no modules of JavaScript beside SCONCE_MOTO: .ci/moto brings them where npm is")
		}
		t.Log("functions in JavaScript are left out: their modules are not beside SCONCE_MOTO")
	}
	cmd := exec.CommandContext(t.Context(), python, "-m", "moto.server", "-H", "127.0.0.1", "-p", port)
	cmd.Env = environment(t)
	cmd.Stderr = &s.log
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting moto: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(s.log.String())
		}
	})
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address.String()); err == nil {
			_ = connection.Close()
			return s
		}
		if time.Now().After(deadline) {
			t.Fatal("moto does not answer")
		}
	}
}

// beside copies the code of a function in JavaScript to where its modules are found.
func (s *server) beside(t *testing.T, code string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(code)); err != nil {
		t.Fatal(err)
	}
	modules := filepath.Join(dir, "node_modules")
	if err := os.Mkdir(modules, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{s.modules, filepath.Join("testdata", "stand-ins")} {
		list, err := os.ReadDir(from)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range list {
			target, err := filepath.Abs(filepath.Join(from, entry.Name()))
			if err == nil {
				err = os.Symlink(target, filepath.Join(modules, entry.Name()))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// reset makes the server forget everything.
func (s *server) reset(t *testing.T) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.endpoint+"/moto-api/reset", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal("moto is not reset:", answer.Status, err)
	}
}

// environment is what a program gets of this one's: no proxy, no account, nothing left beside the code.
func environment(t *testing.T) []string {
	t.Helper()
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "PYTHONDONTWRITEBYTECODE=1", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_ACCESS_KEY_ID=" + ownKey, "AWS_SECRET_ACCESS_KEY=none", "AWS_DEFAULT_REGION=" + region, "AWS_REGION=" + region,
	}
}

// absent skips a test that something is missing for, and fails it where everything has to be there.
func absent(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv("SCONCE_CI") != "" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
