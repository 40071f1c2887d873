package plan

import "container/heap"

// schedule takes ready steps in the order of compareSteps, transactional ones as long as there are any, so that there are
// few groups. Steps on a cycle are missing from the result.
func schedule(steps []*Step) []*Step {
	waits := make(map[*Step]int, len(steps))
	next := make(map[*Step][]*Step)
	for _, s := range steps {
		for _, n := range s.needs {
			waits[s]++
			next[n.first] = append(next[n.first], s)
		}
	}
	together, alone := &stepHeap{}, &stepHeap{}
	ready := func(s *Step) {
		if s.Transactional {
			heap.Push(together, s)
		} else {
			heap.Push(alone, s)
		}
	}
	for _, s := range steps {
		if waits[s] == 0 {
			ready(s)
		}
	}
	var ordered []*Step
	for from, other := together, alone; from.Len()+other.Len() > 0; {
		if from.Len() == 0 {
			from, other = other, from
		}
		s := heap.Pop(from).(*Step)
		ordered = append(ordered, s)
		for _, after := range next[s] {
			if waits[after]--; waits[after] == 0 {
				ready(after)
			}
		}
	}
	return ordered
}

// stepHeap is a heap of steps for container/heap.
type stepHeap []*Step

func (h stepHeap) Len() int           { return len(h) }
func (h stepHeap) Less(i, j int) bool { return compareSteps(h[i], h[j]) < 0 }
func (h stepHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is for container/heap alone.
func (h *stepHeap) Push(x any) { *h = append(*h, x.(*Step)) }

// Pop is for container/heap alone.
func (h *stepHeap) Pop() any {
	old := *h
	s := old[len(old)-1]
	*h = old[:len(old)-1]
	return s
}
