"""Destroying what is due, with proof.

due (`sweeping`) ─► list: proposed ─► reviewed ─► approved ─► waiting ─► executing ─► done ─► declaration
                      `reviewing`: one person makes it, another approves    `executing`      `declaring`
an item: listed ─► destroying ─► destroyed ─► proven
            └─► excluded (by a person)  dropped (its date or class is another by now)  failed (tried again)
"""
