package config

import "strings"

// Nearest finds the name that a misspelt one most likely stands for; "" where none is near.
func Nearest(name string, names []string) string { return nearest(name, names) }

// nearest finds the name that a misspelt one most likely stands for; "" where none is near.
func nearest(name string, names []string) string {
	best, least := "", max(2, len(name)/3)+1
	lower := strings.ToLower(name)
	for _, candidate := range names {
		// A distance as long as the word itself would make anything near anything short.
		if d := distance(lower, strings.ToLower(candidate)); d < least && d < len(candidate) && d < len(name) {
			best, least = candidate, d
		}
	}
	return best
}

// distance counts the letters to insert, remove, replace or swap with a neighbour to get from one word to the other.
func distance(a, b string) int {
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
