/** Registers of SunSpec’s inverters: 101–103 with scale factors, 111–113 as floats, their DC inputs (160), in the notation of layout.ts. */
import { layout } from "./layout.ts";

export const INVERTER = layout(`
  A:u16*A_SF:A AphA:u16*A_SF:A AphB:u16*A_SF:A AphC:u16*A_SF:A A_SF:sf PPVphAB:u16*V_SF:V PPVphBC:u16*V_SF:V
  PPVphCA:u16*V_SF:V PhVphA:u16*V_SF:V PhVphB:u16*V_SF:V PhVphC:u16*V_SF:V V_SF:sf W:i16*W_SF:W W_SF:sf
  Hz:u16*Hz_SF:Hz Hz_SF:sf VA:i16*VA_SF:VA VA_SF:sf VAr:i16*VAr_SF:var VAr_SF:sf PF:i16*PF_SF:% PF_SF:sf
  WH:acc32*WH_SF:Wh WH_SF:sf DCA:u16*DCA_SF:A DCA_SF:sf DCV:u16*DCV_SF:V DCV_SF:sf DCW:i16*DCW_SF:W DCW_SF:sf
  TmpCab:i16*Tmp_SF:°C TmpSnk:i16*Tmp_SF:°C TmpTrns:i16*Tmp_SF:°C TmpOt:i16*Tmp_SF:°C Tmp_SF:sf St:e16 StVnd:e16
  Evt1:b32 Evt2:b32 EvtVnd1:b32 EvtVnd2:b32 EvtVnd3:b32 EvtVnd4:b32`);
export const INVERTER_FLOAT = layout(`
  A:f32:A AphA:f32:A AphB:f32:A AphC:f32:A PPVphAB:f32:V PPVphBC:f32:V PPVphCA:f32:V PhVphA:f32:V PhVphB:f32:V
  PhVphC:f32:V W:f32:W Hz:f32:Hz VA:f32:VA VAr:f32:var PF:f32:% WH:f32:Wh DCA:f32:A DCV:f32:V DCW:f32:W
  TmpCab:f32:°C TmpSnk:f32:°C TmpTrns:f32:°C TmpOt:f32:°C St:e16 StVnd:e16 Evt1:b32 Evt2:b32 EvtVnd1:b32
  EvtVnd2:b32 EvtVnd3:b32 EvtVnd4:b32`);
export const MPPT = layout(`
  DCA_SF:sf DCV_SF:sf DCW_SF:sf DCWH_SF:sf Evt:b32 N:u16 TmsPer:u16`);
/** Repeated `N` times after the fixed part of 160. */
export const MPPT_MODULE = layout(`
  ID:u16 IDStr:str8 DCA:u16*DCA_SF:A DCV:u16*DCV_SF:V DCW:u16*DCW_SF:W DCWH:acc32*DCWH_SF:Wh Tms:u32:s Tmp:i16:°C
  DCSt:e16 DCEvt:b32`);
