" Attaches and asks; writes what came of it to the file named by OUT.
let s:found = {'filetype': &filetype, 'commentstring': &commentstring, 'syntax': synIDattr(synID(4, 3, 1), 'name')}
let s:looks = 0

function! s:Look(timer) abort
  let s:looks += 1
  let l:problems = ale#engine#GetLoclist(bufnr(''))
  if empty(l:problems) && s:looks < 100
    return
  endif
  let s:found.problems = map(copy(l:problems), {_, one -> one.lnum . ': ' . one.text})
  call writefile([json_encode(s:found)], $OUT)
  qall!
endfunction

autocmd VimEnter * call timer_start(300, function('s:Look'), {'repeat': -1})
