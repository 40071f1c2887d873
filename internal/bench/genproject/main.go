// Command genproject writes a generated project to a folder, to measure the whole program over it:
//
//	go run ./internal/bench/genproject -objects 10000 -changed /tmp/project
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"

	"github.com/redraft/redraft/internal/bench"
	"github.com/redraft/redraft/parser"
)

func main() {
	objects := flag.Int("objects", 10_000, "number of tables, views and grants")
	changed := flag.Bool("changed", false, "let one table in a hundred objects differ")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: genproject [-objects N] [-changed] FOLDER")
	}
	project := bench.Generate(*objects, *changed)
	for folder, files := range map[string][]parser.Input{"absolute": project.Absolute, "incremental": project.Changesets} {
		if err := write(filepath.Join(flag.Arg(0), folder), files); err != nil {
			log.Fatal(err)
		}
	}
}

func write(folder string, files []parser.Input) error {
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
