/** Registers of SunSpec’s storage controls (124) and batteries (802), in the notation of layout.ts. */
import { layout } from "./layout.ts";

export const STORAGE = layout(`
  WChaMax:u16*WChaMax_SF:W WChaGra:u16*WChaDisChaGra_SF:% WDisChaGra:u16*WChaDisChaGra_SF:% StorCtl_Mod:b16
  VAChaMax:u16*VAChaMax_SF:VA MinRsvPct:u16*MinRsvPct_SF:% ChaState:u16*ChaState_SF:% StorAval:u16*StorAval_SF:Ah
  InBatV:u16*InBatV_SF:V ChaSt:e16 OutWRte:i16*InOutWRte_SF:% InWRte:i16*InOutWRte_SF:% InOutWRte_WinTms:u16:s
  InOutWRte_RvrtTms:u16:s InOutWRte_RmpTms:u16:s ChaGriSet:e16 WChaMax_SF:sf WChaDisChaGra_SF:sf VAChaMax_SF:sf
  MinRsvPct_SF:sf ChaState_SF:sf StorAval_SF:sf InBatV_SF:sf InOutWRte_SF:sf`);
export const BATTERY = layout(`
  AHRtg:u16*AHRtg_SF:Ah WHRtg:u16*WHRtg_SF:Wh WChaRteMax:u16*WChaDisChaMax_SF:W
  WDisChaRteMax:u16*WChaDisChaMax_SF:W DisChaRte:u16*DisChaRte_SF:% SoCMax:u16*SoC_SF:% SoCMin:u16*SoC_SF:%
  SocRsvMax:u16*SoC_SF:% SoCRsvMin:u16*SoC_SF:% SoC:u16*SoC_SF:% DoD:u16*DoD_SF:% SoH:u16*SoH_SF:% NCyc:u32
  ChaSt:e16 LocRemCtl:e16 Hb:u16 CtrlHb:u16 AlmRst:u16 Typ:e16 State:e16 StateVnd:e16 WarrDt:u32 Evt1:b32 Evt2:b32
  EvtVnd1:b32 EvtVnd2:b32 V:u16*V_SF:V VMax:u16*V_SF:V VMin:u16*V_SF:V CellVMax:u16*CellV_SF:V CellVMaxStr:u16
  CellVMaxMod:u16 CellVMin:u16*CellV_SF:V CellVMinStr:u16 CellVMinMod:u16 CellVAvg:u16*CellV_SF:V A:i16*A_SF:A
  AChaMax:u16*AMax_SF:A ADisChaMax:u16*AMax_SF:A W:i16*W_SF:W ReqInvState:e16 ReqW:i16*W_SF:W SetOp:e16
  SetInvState:e16 AHRtg_SF:sf WHRtg_SF:sf WChaDisChaMax_SF:sf DisChaRte_SF:sf SoC_SF:sf DoD_SF:sf SoH_SF:sf
  V_SF:sf CellV_SF:sf A_SF:sf AMax_SF:sf W_SF:sf`);
