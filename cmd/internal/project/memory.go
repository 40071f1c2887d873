package project

import "testing/fstest"

// oneFile is a folder that holds one file. fstest.MapFS is the standard library's file system in memory.
func oneFile(name string, content []byte) fstest.MapFS {
	return fstest.MapFS{name: &fstest.MapFile{Data: content, Mode: 0o644}}
}
