package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/lambda"
	chiadapter "github.com/awslabs/aws-lambda-go-api-proxy/chi"
	"github.com/go-chi/chi/v5"
	_ "github.com/lib/pq"
)

type server struct{ db *sql.DB }

func (s *server) byName(w http.ResponseWriter, r *http.Request) {
	name := chi.URLParam(r, "name")
	var id int
	if err := s.db.QueryRowContext(r.Context(), "SELECT id FROM items WHERE name = '"+name+"'").Scan(&id); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	fmt.Fprint(w, id)
}

func (s *server) byID(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 64)
	if err != nil {
		http.Error(w, "no number", http.StatusBadRequest)
		return
	}
	var name string
	if err := s.db.QueryRowContext(r.Context(), fmt.Sprintf("SELECT name FROM items WHERE id = %d", id)).Scan(&name); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) leave(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
}

func (s *server) hello(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Name", r.FormValue("name"))
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprintf(w, "<h1>Hello %s</h1>", r.FormValue("name"))
}

func (s *server) plain(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"hello": %q}`, r.FormValue("name"))
}

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	s := &server{db: db}
	router := chi.NewRouter()
	router.Get("/names/{name}", s.byName)
	router.Get("/ids/{id}", s.byID)
	router.Get("/leave", s.leave)
	router.Get("/hello", s.hello)
	router.Get("/plain", s.plain)
	lambda.Start(chiadapter.NewV2(router).ProxyWithContextV2)
}
