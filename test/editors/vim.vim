" Attaches and asks; writes what came of it to the file named by OUT.
let s:found = {'filetype': &filetype, 'commentstring': &commentstring, 'syntax': synIDattr(synID(4, 3, 1), 'name')}
let s:waited = 0
while s:waited < 300 && empty(get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', []))
  sleep 100m
  let s:waited += 1
endwhile
let s:found.problems = map(copy(ale#engine#GetLoclist(bufnr(''))), {_, one -> one.lnum . ': ' . one.text})
call writefile([json_encode(s:found)], $OUT)
qall!
