import { chromium } from 'playwright-core';
const base='http://127.0.0.1:3151';
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking']});
let id, done=false;
for (const [w,h] of [[390,844],[1440,900]]) for (const theme of ['light','dark']) {
 const c=await b.newContext({viewport:{width:w,height:h},colorScheme:theme,hasTouch:w<900,isMobile:w<500,deviceScaleFactor:w<500?2:1});
 const p=await c.newPage(); p.on('console',m=>m.type()==='error'&&console.log('ERR',m.text())); p.on('pageerror',e=>console.log('PERR',e));
 await p.goto(base+'/'); await p.getByRole('button',{name:'Look around'}).or(p.getByRole('link',{name:'Look around'})).first().click(); await p.waitForTimeout(2500);
 if(!id){ id=await p.evaluate(async()=>{const a=await (await fetch('/api/v1/accounts?limit=200')).json(); for(const x of a.items){const d=await (await fetch(`/api/v1/accounts/${x.id}/documents?limit=50`)).json(); if(d.items.some(i=>i.kind==='purchase'))return x.id;} }); console.log('id',id);}
 await p.goto(base+'/accounts/'+id); await p.waitForTimeout(3500);
 if(!done){ done=true; const r=p.getByRole('region',{name:'Documents'}).getByRole('button',{name:/^Reverse/}).nth(1); await r.scrollIntoViewIfNeeded(); await r.click(); await p.waitForTimeout(600); await p.screenshot({path:'/tmp/shots/reverse-390.png'}); await p.getByLabel('Why').fill('Booked for the wrong month'); await p.getByRole('dialog').getByRole('button',{name:'Reverse',exact:true}).click(); await p.waitForTimeout(2500);}
 await p.screenshot({path:`/tmp/shots/account-${w}-${theme}.png`});
 await p.getByRole('heading',{name:'Documents'}).scrollIntoViewIfNeeded(); await p.getByRole('region',{name:'Documents'}).screenshot({path:`/tmp/shots/docs-${w}-${theme}.png`});
 if(w>900&&theme==='light'){ await p.getByRole('region',{name:'Documents'}).getByRole('row').nth(3).hover(); await p.waitForTimeout(300); await p.getByRole('region',{name:'Documents'}).screenshot({path:`/tmp/shots/docs-hover.png`}); await p.getByRole('region',{name:'Documents'}).getByRole('button',{name:/^Reverse/}).nth(1).click(); await p.waitForTimeout(600); await p.screenshot({path:'/tmp/shots/reverse-1440.png'}); }
 await c.close();
}
await b.close();
